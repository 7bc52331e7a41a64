/** The bus under faults: processes that are really killed and frozen, connections that are cut. */
@NullMarked
package io.tierline.acceptance.bus;

import org.jspecify.annotations.NullMarked;
