package io.tierline.pricing.quote.jooq;

import static io.tierline.pricing.db.Tables.QUOTE_KEY;

import io.tierline.pricing.quote.QuoteKey;
import io.tierline.pricing.quote.QuoteKeys;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Records;
import org.springframework.stereotype.Repository;

@Repository
class JooqQuoteKeys implements QuoteKeys {

  private final DSLContext sql;

  JooqQuoteKeys(DSLContext sql) {
    this.sql = sql;
  }

  @Override
  public Optional<QuoteKey> current() {
    return sql.select(QUOTE_KEY.NUMBER, QUOTE_KEY.SECRET, QUOTE_KEY.CREATED_AT)
        .from(QUOTE_KEY)
        .orderBy(QUOTE_KEY.NUMBER.desc())
        .limit(1)
        .fetchOptional(Records.mapping(QuoteKey::new));
  }

  @Override
  public Optional<QuoteKey> find(long number) {
    return sql.select(QUOTE_KEY.NUMBER, QUOTE_KEY.SECRET, QUOTE_KEY.CREATED_AT)
        .from(QUOTE_KEY)
        .where(QUOTE_KEY.NUMBER.eq(number))
        .fetchOptional(Records.mapping(QuoteKey::new));
  }

  @Override
  public void add(QuoteKey key) {
    sql.insertInto(QUOTE_KEY)
        .set(QUOTE_KEY.NUMBER, key.number())
        .set(QUOTE_KEY.SECRET, key.secret())
        .set(QUOTE_KEY.CREATED_AT, key.createdAt())
        .onConflictDoNothing()
        .execute();
  }

  @Override
  public void forgetBelow(long number) {
    sql.deleteFrom(QUOTE_KEY).where(QUOTE_KEY.NUMBER.lt(number)).execute();
  }
}
