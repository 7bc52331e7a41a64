@NullMarked
package io.tierline.onboarding.story;

import org.jspecify.annotations.NullMarked;
