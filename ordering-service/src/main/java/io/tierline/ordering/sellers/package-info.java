/** The tree of sellers and their API keys, kept from onboarding's events. */
@NullMarked
package io.tierline.ordering.sellers;

import org.jspecify.annotations.NullMarked;
