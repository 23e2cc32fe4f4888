package org.copyhold.control.policy;

import org.copyhold.kit.Arn;
import org.copyhold.kit.BackupException;

import java.util.ArrayList;
import java.util.regex.Pattern;

/** Reads the element Principal, or NotPrincipal. */
final class PrincipalReader {
    private static final String EVERYONE = "*";
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
    private static final Pattern SERVICE = Pattern.compile("[a-z0-9.-]+\\.amazonaws\\.com(\\.cn)?");
    private static final Pattern IDENTITY =
            Pattern.compile("root|(user|role)/[\\w+=,.@/-]+|assumed-role/[\\w+=,.@/-]+");

    private final ArrayList<Arn> named = new ArrayList<>();
    private boolean everyone;

    private PrincipalReader() {}

    static Principals read(Place element, boolean excludes) {
        var reader = new PrincipalReader();
        if (element.value().isTextual()) {
            reader.readEveryone(element);
        } else {
            if (element.members().isEmpty()) {
                throw invalid(element);
            }
            element.members().forEach(reader::readKind);
        }
        return new Principals(reader.everyone, reader.named, excludes);
    }

    private void readEveryone(Place element) {
        if (!element.text().equals(EVERYONE)) {
            throw invalid(element);
        }
        everyone = true;
    }

    private void readKind(Place.Member kind) {
        for (var item : kind.place().items()) {
            switch (kind.name()) {
                case "AWS" -> readOne(item);
                case "Service" -> {
                    if (!SERVICE.matcher(item.text()).matches()) {
                        throw invalid(item);
                    }
                }
                default ->
                        throw kind.place().refusal("this server has principals of AWS and Service");
            }
        }
    }

    private void readOne(Place item) {
        var text = item.text();
        if (text.equals(EVERYONE)) {
            everyone = true;
        } else if (ACCOUNT.matcher(text).matches()) {
            named.add(Arn.of("iam", "", text, "root"));
        } else {
            named.add(
                    Arn.parse(text)
                            .filter(
                                    it ->
                                            (it.service().equals("iam")
                                                            || it.service().equals("sts"))
                                                    && it.region().isEmpty()
                                                    && !it.account().isEmpty()
                                                    && IDENTITY.matcher(it.resource()).matches())
                            .orElseThrow(() -> invalid(item)));
        }
    }

    /** AWS's own words, which clients match on. */
    private static BackupException invalid(Place item) {
        return item.refusal("Provided principal is not valid");
    }
}
