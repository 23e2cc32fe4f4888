package org.copyhold.connect.buckets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;

import software.amazon.awssdk.services.s3.model.AccessControlPolicy;
import software.amazon.awssdk.services.s3.model.GetObjectAclResponse;
import software.amazon.awssdk.services.s3.model.Grantee;
import software.amazon.awssdk.services.s3.model.Owner;
import software.amazon.awssdk.services.s3.model.Type;

import java.util.ArrayList;
import java.util.List;

/** Who may do what with an object. Its owner goes by no name, for it may be another elsewhere. */
record AccessList(List<Grant> grants) {
    private static final String OWNER = "owner";
    private static final String ID = "id:";
    private static final String GROUP = "group:";
    private static final String EMAIL = "email:";

    AccessList {
        grants = List.copyOf(grants);
    }

    /**
     * What one may do.
     *
     * @param to {@code owner}, or {@code id:}, {@code group:} or {@code email:} and who
     * @param permission as S3 names it
     */
    record Grant(String to, String permission) {}

    static AccessList of(GetObjectAclResponse answer) {
        var owner = answer.owner() == null ? "" : String.valueOf(answer.owner().id());
        return new AccessList(
                answer.grants().stream()
                        .map(it -> new Grant(name(it.grantee(), owner), it.permissionAsString()))
                        .toList());
    }

    private static String name(Grantee grantee, String owner) {
        return switch (grantee.type()) {
            case GROUP -> GROUP + grantee.uri();
            case AMAZON_CUSTOMER_BY_EMAIL -> EMAIL + grantee.emailAddress();
            default -> owner.equals(grantee.id()) ? OWNER : ID + grantee.id();
        };
    }

    /** Whether it is that of any object that is put without one. */
    boolean isUsual() {
        return grants.equals(List.of(new Grant(OWNER, "FULL_CONTROL")));
    }

    /** For an object that this owner has. */
    AccessControlPolicy policy(Owner owner) {
        return AccessControlPolicy.builder()
                .owner(owner)
                .grants(
                        grants.stream()
                                .map(
                                        it ->
                                                software.amazon.awssdk.services.s3.model.Grant
                                                        .builder()
                                                        .grantee(grantee(it.to(), owner))
                                                        .permission(it.permission())
                                                        .build())
                                .toList())
                .build();
    }

    private static Grantee grantee(String to, Owner owner) {
        if (to.startsWith(GROUP)) {
            return Grantee.builder().type(Type.GROUP).uri(to.substring(GROUP.length())).build();
        }
        if (to.startsWith(EMAIL)) {
            return Grantee.builder()
                    .type(Type.AMAZON_CUSTOMER_BY_EMAIL)
                    .emailAddress(to.substring(EMAIL.length()))
                    .build();
        }
        return Grantee.builder()
                .type(Type.CANONICAL_USER)
                .id(to.equals(OWNER) ? owner.id() : to.substring(ID.length()))
                .build();
    }

    void write(ArrayNode node) {
        for (var grant : grants) {
            node.addObject().put("to", grant.to()).put("permission", grant.permission());
        }
    }

    static AccessList read(JsonNode node) {
        var grants = new ArrayList<Grant>();
        for (var grant : node) {
            var to = grant.path("to").asText();
            if (!to.equals(OWNER)
                    && !to.startsWith(ID)
                    && !to.startsWith(GROUP)
                    && !to.startsWith(EMAIL)) {
                throw new IllegalArgumentException("metadata that is no object's");
            }
            grants.add(new Grant(to, grant.path("permission").asText()));
        }
        return new AccessList(grants);
    }
}
