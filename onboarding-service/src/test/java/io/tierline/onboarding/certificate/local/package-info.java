@NullMarked
package io.tierline.onboarding.certificate.local;

import org.jspecify.annotations.NullMarked;
