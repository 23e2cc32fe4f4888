package org.copyhold.connect.files;

/**
 * An extended attribute.
 *
 * @param name with its namespace, such as {@code user.note}
 */
record Attribute(byte[] name, byte[] value) {}
