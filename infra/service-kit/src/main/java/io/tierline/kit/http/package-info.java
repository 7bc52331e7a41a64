/** Limits and conventions of HTTP: sizes, rates, entity tags. */
@NullMarked
package io.tierline.kit.http;

import org.jspecify.annotations.NullMarked;
