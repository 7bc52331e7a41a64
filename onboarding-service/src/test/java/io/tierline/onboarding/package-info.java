@NullMarked
package io.tierline.onboarding;

import org.jspecify.annotations.NullMarked;
