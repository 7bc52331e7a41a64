/** The browsable description of a service's API. */
@NullMarked
package io.tierline.kit.openapi;

import org.jspecify.annotations.NullMarked;
