/** The SSL set-up of an Advanced partner (domain.md ON-5). */
@NullMarked
package io.tierline.onboarding.certificate;

import org.jspecify.annotations.NullMarked;
