package org.copyhold.kit;

/**
 * What an access key stands for.
 *
 * @param account the twelve digits of the account that owns the key
 * @param secret the key's secret half
 */
public record Credential(String account, Secret secret) {}
