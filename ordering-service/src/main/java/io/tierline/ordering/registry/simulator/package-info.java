@NullMarked
package io.tierline.ordering.registry.simulator;

import org.jspecify.annotations.NullMarked;
