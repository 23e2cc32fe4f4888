package org.copyhold.control.policy;

import java.util.List;
import java.util.Set;

/**
 * The condition keys that a policy may ask for. A key that this server could not answer for is
 * refused when the policy is read: a condition on it would look like protection and be none.
 */
final class KnownKeys {
    /** Those that every request, or every request about such a thing, has. */
    private static final Set<String> ANSWERED =
            Set.of(
                    "aws:currenttime",
                    "aws:epochtime",
                    "aws:principalaccount",
                    "aws:principalarn",
                    "aws:principalisawsservice",
                    "aws:principalorgid",
                    "aws:principalorgpaths",
                    "aws:principaltype",
                    "aws:requestedregion",
                    "aws:resourceaccount",
                    "aws:resourceorgid",
                    "aws:resourceorgpaths",
                    "aws:securetransport",
                    "aws:tagkeys",
                    "aws:username",
                    "aws:viaawsservice",
                    "backup:changeablefordays",
                    "backup:copytargetorgpaths",
                    "backup:copytargets",
                    "backup:maxretentiondays",
                    "backup:minretentiondays");

    /** Those that no request to this server has: no sessions, networks or services call it. */
    private static final Set<String> ABSENT =
            Set.of(
                    "aws:calledvia",
                    "aws:calledviafirst",
                    "aws:calledvialast",
                    "aws:federatedprovider",
                    "aws:multifactorauthage",
                    "aws:multifactorauthpresent",
                    "aws:principalservicename",
                    "aws:principalservicenameslist",
                    "aws:sourceaccount",
                    "aws:sourcearn",
                    "aws:sourceidentity",
                    "aws:sourceorgid",
                    "aws:sourceorgpaths",
                    "aws:sourcevpc",
                    "aws:sourcevpce",
                    "aws:tokenissuetime");

    private static final List<String> TAGS =
            List.of("aws:resourcetag/", "aws:requesttag/", "aws:principaltag/");

    private KnownKeys() {}

    /**
     * The key in lower case.
     *
     * @throws IllegalArgumentException when it is none that this server answers for
     */
    static String require(String name) {
        var key = Keys.lower(name);
        if (isOthers(key)
                || ANSWERED.contains(key)
                || ABSENT.contains(key)
                || TAGS.stream().anyMatch(it -> key.startsWith(it) && key.length() > it.length())) {
            return key;
        }
        throw new IllegalArgumentException(
                "the condition key " + name + " is not one that this server can answer for");
    }

    /** Keys of other services stand in policies that are about them too, and are absent here. */
    private static boolean isOthers(String key) {
        int colon = key.indexOf(':');
        return colon > 0 && !key.startsWith("aws:") && !key.startsWith("backup:");
    }
}
