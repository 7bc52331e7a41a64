package io.tierline.pricing.tldstatus.jooq;

import static io.tierline.pricing.db.Tables.TLD_TERMS;
import static org.jooq.impl.DSL.function;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.val;

import io.tierline.contracts.SellerId;
import io.tierline.pricing.db.tables.records.TldTermsRecord;
import io.tierline.pricing.tldstatus.TermsVersion;
import io.tierline.pricing.tldstatus.TermsVersion.Publication;
import io.tierline.pricing.tldstatus.TldStatuses.Window;
import io.tierline.pricing.tldstatus.TldTerms;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.impl.SQLDataType;
import org.springframework.stereotype.Repository;

@Repository
class JooqTldTerms implements TldTerms {

  private final DSLContext sql;

  JooqTldTerms(DSLContext sql) {
    this.sql = sql;
  }

  @Override
  public Map<String, TermsVersion> current(SellerId seller) {
    return sql
        .selectDistinct(TLD_TERMS.fields())
        .on(TLD_TERMS.TLD)
        .from(TLD_TERMS)
        .where(
            TLD_TERMS.SELLER_ID.eq(
                function("operator_of", SQLDataType.BIGINT, val(seller.value()))))
        .orderBy(TLD_TERMS.TLD, TLD_TERMS.VERSION.desc())
        .fetchInto(TLD_TERMS)
        .stream()
        .map(JooqTldTerms::read)
        .collect(Collectors.toMap(TermsVersion::tld, Function.identity()));
  }

  @Override
  public List<TermsVersion> history(SellerId operator, String tld, Window window) {
    return sql.selectFrom(TLD_TERMS)
        .where(TLD_TERMS.SELLER_ID.eq(operator.value()))
        .and(TLD_TERMS.TLD.eq(tld))
        .and(
            window.before().isPresent()
                ? TLD_TERMS.VERSION.lt(
                    (int) Math.min(window.before().getAsLong(), Integer.MAX_VALUE))
                : noCondition())
        .orderBy(TLD_TERMS.VERSION.desc())
        .limit(window.limit())
        .fetch(JooqTldTerms::read);
  }

  @Override
  public boolean record(SellerId operator, TermsVersion published) {
    Publication publication =
        Objects.requireNonNull(published.publication(), "the first version is not published");
    return sql.insertInto(TLD_TERMS)
            .set(TLD_TERMS.SELLER_ID, operator.value())
            .set(TLD_TERMS.TLD, published.tld())
            .set(TLD_TERMS.VERSION, published.version())
            .set(TLD_TERMS.URL, publication.url().toString())
            .set(TLD_TERMS.PUBLISHED_AT, publication.at())
            .set(TLD_TERMS.PUBLISHED_BY, publication.by())
            .set(TLD_TERMS.REASON, publication.reason())
            .onConflictDoNothing()
            .execute()
        == 1;
  }

  private static TermsVersion read(TldTermsRecord row) {
    return new TermsVersion(
        row.getTld(),
        row.getVersion(),
        new Publication(
            URI.create(row.getUrl()), row.getPublishedAt(), row.getPublishedBy(), row.getReason()));
  }
}
