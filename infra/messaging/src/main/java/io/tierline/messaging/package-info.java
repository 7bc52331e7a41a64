/** The bus: outbox, inbox, parking and replay, watermarks. Public types are its API. */
@NullMarked
package io.tierline.messaging;

import org.jspecify.annotations.NullMarked;
