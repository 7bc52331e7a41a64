package io.tierline.kit.shop;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

@Component
public class Things {

  private final JdbcClient jdbc;

  Things(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Transactional
  public long add(long sellerId, String name) {
    return jdbc.sql("insert into thing (seller_id, name) values (?, ?) returning id")
        .params(sellerId, name)
        .query(Long.class)
        .single();
  }

  @Transactional(readOnly = true)
  public List<String> names() {
    return jdbc.sql("select name from thing order by id").query((row, n) -> row.getString(1)).list();
  }

  public List<String> namesWithoutTransaction() {
    return jdbc.sql("select name from thing order by id").query((row, n) -> row.getString(1)).list();
  }
}
