package io.tierline.kit.shop;

import io.tierline.kit.paging.Page;
import io.tierline.kit.paging.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The shop's only table, and the use cases on it. */
@Component
public class Things {

  private final JdbcClient jdbc;

  Things(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Transactional
  public ThingId add(long sellerId, String name) {
    return jdbc.sql("insert into thing (seller_id, name) values (?, ?) returning id")
        .params(sellerId, name)
        .query((row, _) -> new ThingId(row.getLong(1)))
        .single();
  }

  @Transactional
  public boolean rename(ThingId id, String name, long version) {
    return jdbc.sql("update thing set name = ?, version = version + 1 where id = ? and version = ?")
            .params(name, id.value(), version)
            .update()
        == 1;
  }

  @Transactional(readOnly = true)
  public Optional<Thing> find(ThingId id) {
    return jdbc.sql("select * from thing where id = ?")
        .param(id.value())
        .query((row, _) -> thing(row))
        .optional();
  }

  @Transactional(readOnly = true)
  public Page<Thing> page(PageRequest request) {
    List<Thing> found =
        jdbc.sql("select * from thing where id > ? order by id limit ?")
            .params(request.afterNumber().orElse(0), request.rows())
            .query((row, _) -> thing(row))
            .list();
    return Page.of(found, request, thing -> thing.id().toString());
  }

  @Transactional(readOnly = true)
  public List<String> names() {
    return namesWithoutTransaction();
  }

  public List<String> namesWithoutTransaction() {
    return jdbc.sql("select name from thing order by id")
        .query((row, _) -> row.getString(1))
        .list();
  }

  private static Thing thing(ResultSet row) throws SQLException {
    return new Thing(new ThingId(row.getLong("id")), row.getString("name"), row.getLong("version"));
  }
}
