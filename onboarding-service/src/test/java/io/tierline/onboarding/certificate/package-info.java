@NullMarked
package io.tierline.onboarding.certificate;

import org.jspecify.annotations.NullMarked;
