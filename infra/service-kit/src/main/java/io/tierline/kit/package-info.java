/** What every service has at its edge: one auto-configuration. */
@NullMarked
package io.tierline.kit;

import org.jspecify.annotations.NullMarked;
