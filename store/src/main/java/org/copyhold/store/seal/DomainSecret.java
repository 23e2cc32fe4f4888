package org.copyhold.store.seal;

/**
 * The secret of a dedup domain, sealed by the {@link KeyProvider}; {@link KeyProvider#domain} opens
 * it.
 *
 * @param id UUID of the domain
 * @param version from 1
 * @param sealed the secret's 32 bytes as only the provider can open them
 */
public record DomainSecret(String id, int version, byte[] sealed) {
    @Override
    public String toString() {
        return "DomainSecret[" + id + "-" + version + "]";
    }
}
