package io.tierline.pricing.book.jooq;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.val;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jooq.Field;
import org.jooq.QueryPart;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** Rows for one table on their way to the database: an array for each column. */
final class Rows<T> {

  static final String LIST_SEPARATOR = ",";

  private static final String ALIAS = "rows";

  private final Table<?> into;
  private final List<T> rows;
  private final List<TableField<?, ?>> columns = new ArrayList<>();
  private final List<Field<?>> values = new ArrayList<>();
  private final List<QueryPart> arrays = new ArrayList<>();

  Rows(Table<?> into, List<T> rows) {
    this.into = into;
    this.rows = rows;
  }

  <V> Rows<T> with(TableField<?, V> column, Function<T, @Nullable V> value) {
    columns.add(column);
    values.add(field(name(ALIAS, column.getName()), column.getDataType()));
    arrays.add(val(array(column.getType(), value), column.getDataType().getArrayDataType()));
    return this;
  }

  /**
   * A column that is an array itself; arrays of arrays are tables of another shape there.
   *
   * @param value what is in it, with {@link #LIST_SEPARATOR} between
   */
  Rows<T> withList(TableField<?, String[]> column, Function<T, String> value) {
    columns.add(column);
    values.add(
        field(
            "string_to_array({0}, {1})",
            column.getDataType(),
            field(name(ALIAS, column.getName()), String.class),
            val(LIST_SEPARATOR)));
    arrays.add(val(array(String.class, value), SQLDataType.VARCHAR.getArrayDataType()));
    return this;
  }

  private <V> Object array(Class<V> type, Function<T, @Nullable V> value) {
    Object array = Array.newInstance(type, rows.size());
    for (int i = 0; i < rows.size(); i++) {
      Array.set(array, i, value.apply(rows.get(i)));
    }
    return array;
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  Table<?> into() {
    return into;
  }

  List<TableField<?, ?>> columns() {
    return columns;
  }

  /** In the order of the columns. */
  List<Field<?>> values() {
    return values;
  }

  Table<?> unnested() {
    String places =
        IntStream.range(0, arrays.size())
            .mapToObj("{%d}"::formatted)
            .collect(Collectors.joining(", "));
    return table("unnest(" + places + ")", arrays.toArray(QueryPart[]::new))
        .as(ALIAS, columns.stream().map(TableField::getName).toArray(String[]::new));
  }
}
