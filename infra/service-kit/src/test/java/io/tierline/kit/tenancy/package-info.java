/** One seller's rows never reach another: scopes over PostgreSQL row-level security. */
@NullMarked
package io.tierline.kit.tenancy;

import org.jspecify.annotations.NullMarked;
