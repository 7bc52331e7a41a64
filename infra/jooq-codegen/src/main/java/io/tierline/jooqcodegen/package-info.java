/** Build time only: jOOQ's code generator reads a PostgreSQL that Flyway has just migrated. */
@NullMarked
package io.tierline.jooqcodegen;

import org.jspecify.annotations.NullMarked;
