package io.tierline.kit.tenancy;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a controller method whose work spans a chain of sellers (an order charges all of them): it
 * runs in the background scope, which sees every seller's rows. {@link SellerScope#seller()} still
 * names the seller who asks; the method must check what that seller may touch.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface WholeChain {}
