package io.tierline.pricing;

import io.tierline.kit.tenancy.SellerScope;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** What requests of sellers send to the database: each is one way there and back. */
public final class CountedStatements implements BeanPostProcessor {

  private final List<String> sent = new CopyOnWriteArrayList<>();

  /** What was sent while something was done. */
  public List<String> during(Runnable work) {
    sent.clear();
    work.run();
    return new ArrayList<>(sent);
  }

  private void count(String statement) {
    if (SellerScope.seller().isPresent()) {
      sent.add(statement);
    }
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    return name.equals("dataSource") && bean instanceof DataSource dataSource
        ? new Counting(dataSource)
        : bean;
  }

  private final class Counting extends DelegatingDataSource {

    Counting(DataSource dataSource) {
      super(dataSource);
    }

    @Override
    public Connection getConnection() throws SQLException {
      return counting(Connection.class, super.getConnection(), "");
    }
  }

  private <T> T counting(Class<T> type, T target, String text) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> called(target, text, method, arguments)));
  }

  private @Nullable Object called(
      Object target, String text, Method method, Object @Nullable [] arguments) throws Throwable {
    switch (method.getName()) {
      case "execute", "executeQuery", "executeUpdate", "executeBatch" -> count(text);
      case "commit", "rollback", "setTransactionIsolation", "getTransactionIsolation" ->
          count(method.getName());
      default -> {}
    }
    try {
      Object answer = method.invoke(target, arguments);
      return answer instanceof PreparedStatement statement && arguments != null
          ? counting(PreparedStatement.class, statement, String.valueOf(arguments[0]))
          : answer;
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
