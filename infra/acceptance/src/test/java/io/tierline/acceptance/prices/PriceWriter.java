package io.tierline.acceptance.prices;

import io.tierline.messaging.wire.Wire;
import io.tierline.testsupport.ServiceDatabase;
import io.tierline.testsupport.staleness.Publication;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The pricing service as a cache sees it: publications of a few products each, committed one after
 * the other into the outbox, with the times of each commit.
 */
final class PriceWriter implements AutoCloseable {

  private static final long PAUSE_NANOS = 10_000_000;
  private static final int PRODUCTS_AT_ONCE_MAX = 6;

  private static final String APPEND =
      "select messaging.append(?::smallint, ?, ?, ?, ?, '{}'::jsonb, convert_to(?, 'UTF8'))";

  private static final String PRICE_LIST =
      """
      {"sellerId":"%s","audience":"CUSTOMER","product":"%s","kind":"TLD","version":%d,
       "changeSet":{"id":"set-%d","size":%d},"currency":"USD","minYears":1,"maxYears":10,"slabs":[],
       "cells":[{"action":"RENEW","slab":0,"years":1,"perYear":{"amount":"%s","currency":"USD"}}],
       "promos":[],"applicationFee":null,"effectiveFrom":"2026-01-01T00:00:00Z","occurredAt":"%s"}
      """;

  private static final String TLD =
      """
      {"tld":"%s","minYears":1,"maxYears":10,"actions":["REGISTER","RENEW","TRANSFER","RESTORE"],
       "privacySupported":true,"lastDayToRenewDaysBeforeExpiry":0,"sunrise":null,
       "occurredAt":"2026-01-01T00:00:00Z"}
      """;

  private final ServiceDatabase database;
  private final Random random = new Random();
  private final Map<Integer, Long> versions = new TreeMap<>();
  private final List<Publication> publications = new ArrayList<>();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("writer").factory());
  private volatile boolean closed;
  private volatile int count;
  private volatile @Nullable Throwable failure;

  PriceWriter(ServiceDatabase database) {
    this.database = database;
  }

  void start() {
    thread.execute(this::writeUntilClosed);
  }

  /** How many publications have been acknowledged. */
  int count() {
    if (failure != null) {
      throw new IllegalStateException("The writer failed", failure);
    }
    return count;
  }

  @Override
  public void close() {
    closed = true;
    thread.close();
  }

  /** All of them, after the end. */
  List<Publication> publications() {
    if (failure != null) {
      throw new IllegalStateException("The writer failed", failure);
    }
    return publications;
  }

  private void writeUntilClosed() {
    try (Connection connection = DriverManager.getConnection(database.jdbcUrl(), "postgres", "");
        PreparedStatement append = connection.prepareStatement(APPEND)) {
      connection.setAutoCommit(false);
      for (int product = 0; product < ShopNode.PRODUCTS; product++) {
        String tld = ShopNode.product(product);
        append(append, "pricing.tld", tld, "tld.listed.v1", TLD.formatted(tld));
      }
      connection.commit();
      while (!closed) {
        publish(connection, append);
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    } catch (SQLException | RuntimeException e) {
      failure = e;
    }
  }

  private void publish(Connection connection, PreparedStatement append) throws SQLException {
    Map<Integer, Long> changed = new TreeMap<>();
    int size = 1 + random.nextInt(PRODUCTS_AT_ONCE_MAX);
    while (changed.size() < size) {
      int product = random.nextInt(ShopNode.PRODUCTS);
      if (!changed.containsKey(product)) {
        changed.put(product, versions.merge(product, 1L, Long::sum));
      }
    }
    for (Map.Entry<Integer, Long> each : changed.entrySet()) {
      String product = ShopNode.product(each.getKey());
      append(
          append,
          "pricing.price-list",
          ShopNode.SELLER + "/CUSTOMER/" + product,
          "price-list.published.v1",
          PRICE_LIST.formatted(
              ShopNode.SELLER,
              product,
              each.getValue(),
              count,
              size,
              ShopNode.amount(each.getValue()),
              Instant.now()));
    }
    long begun = ShopNode.nowMicros();
    connection.commit();
    publications.add(Publication.atOnce(changed, begun, ShopNode.nowMicros() + 1));
    count++;
  }

  private static void append(
      PreparedStatement append, String topic, String key, String type, String body)
      throws SQLException {
    append.setInt(1, Wire.part(key));
    append.setString(2, topic);
    append.setString(3, key);
    append.setString(4, type);
    append.setString(5, ShopNode.SELLER.toString());
    append.setString(6, body);
    append.execute();
  }
}
