package org.copyhold.control.policy;

import org.copyhold.kit.Arn;

/**
 * A request, as policies see it.
 *
 * @param principal who asks: {@code arn:aws:iam::…:root}, {@code …:user/name} or {@code
 *     …:role/name}
 * @param action such as {@code backup:StartCopyJob}
 * @param resource an ARN, or {@code *} for a request about nothing in particular
 */
public record Question(Arn principal, String action, String resource, Keys keys) {}
