package io.tierline.kit.idempotency;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a controller method that creates or charges: the header {@code Idempotency-Key} is required; a
 * replay (same seller, key, method, path and body) gets the first answer, the same key with another
 * body is refused with 422, and two at once act once. The method runs in one transaction together
 * with the memory of its answer, so it must do its work in that transaction. Refusals (a problem,
 * or any status from 400 on) roll the transaction back and are not remembered.
 *
 * <p>With {@link io.tierline.kit.tenancy.WholeChain} the transaction runs in the background role.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Idempotent {}
