package io.tierline.ordering.catalog.jooq;

import static io.tierline.ordering.db.Tables.TLD;

import io.tierline.ordering.catalog.Tld;
import io.tierline.ordering.catalog.Tlds;
import io.tierline.ordering.db.tables.records.TldRecord;
import java.util.Optional;
import org.jooq.DSLContext;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

@Repository
@Transactional
class JooqTlds implements Tlds {

  private final DSLContext dsl;

  JooqTlds(DSLContext dsl) {
    this.dsl = dsl;
  }

  @Override
  public void save(Tld tld) {
    TldRecord row =
        new TldRecord(
            tld.name(),
            tld.minYears(),
            tld.maxYears(),
            tld.privacySupported(),
            tld.renewDaysBeforeExpiry());
    dsl.insertInto(TLD).set(row).onConflict(TLD.TLD_).doUpdate().set(row).execute();
  }

  @Override
  public Optional<Tld> find(String name) {
    return dsl.selectFrom(TLD)
        .where(TLD.TLD_.eq(name))
        .fetchOptional(
            row ->
                new Tld(
                    row.getTld(),
                    row.getMinYears(),
                    row.getMaxYears(),
                    row.getPrivacySupported(),
                    row.getRenewDaysBeforeExpiry()));
  }
}
