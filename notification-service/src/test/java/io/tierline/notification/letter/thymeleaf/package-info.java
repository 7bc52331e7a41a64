@NullMarked
package io.tierline.notification.letter.thymeleaf;

import org.jspecify.annotations.NullMarked;
