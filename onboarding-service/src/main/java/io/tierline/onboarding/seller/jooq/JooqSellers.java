package io.tierline.onboarding.seller.jooq;

import static io.tierline.onboarding.db.Sequences.SELLER_ID_SEQ;
import static io.tierline.onboarding.db.Tables.SELLER;

import io.tierline.contracts.Brand;
import io.tierline.contracts.SellerId;
import io.tierline.onboarding.db.tables.records.SellerRecord;
import io.tierline.onboarding.seller.Contact;
import io.tierline.onboarding.seller.Profile;
import io.tierline.onboarding.seller.Seller;
import io.tierline.onboarding.seller.Sellers;
import io.tierline.onboarding.seller.Standing;
import java.time.Instant;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.jooq.DSLContext;

/** {@link Sellers} over the table {@code seller}. */
public class JooqSellers implements Sellers {

  private final DSLContext sql;

  public JooqSellers(DSLContext sql) {
    this.sql = sql;
  }

  @Override
  public SellerId nextId() {
    return new SellerId(sql.nextval(SELLER_ID_SEQ).longValue());
  }

  @Override
  public void reserve(SellerId id) {
    sql.query(
            "select setval('seller_id_seq', greatest(last_value, {0})) from seller_id_seq",
            org.jooq.impl.DSL.val(id.value()))
        .execute();
  }

  @Override
  public boolean add(Seller seller, Instant now) {
    Profile profile = seller.profile();
    SellerRecord row = new SellerRecord();
    SellerId parent = seller.parentId();
    row.setSellerId(seller.id().value());
    row.setParentId(parent == null ? null : parent.value());
    row.setOperatorId(seller.operatorId().value());
    row.setCalendarId(seller.calendarId());
    row.setStanding(seller.standing().name());
    row.setCompany(profile.company());
    row.setContactName(profile.contact().name());
    row.setContactEmail(profile.contact().email());
    row.setContactPhone(profile.contact().phone());
    row.setCountry(profile.country());
    row.setLanguage(profile.language());
    row.setCurrency(profile.currency().getCode());
    row.setBrandName(profile.brand().name());
    row.setBrandSupportEmail(profile.brand().supportEmail());
    row.setBrandSupportPhone(profile.brand().supportPhone());
    row.setBrandLogoUrl(profile.brand().logoUrl());
    row.setBrandPrimaryColor(profile.brand().primaryColor());
    row.setBrandReplyTo(profile.brand().replyTo());
    row.setVersion(seller.version());
    row.setCreatedAt(now);
    return sql.insertInto(SELLER).set(row).onConflictDoNothing().execute() == 1;
  }

  @Override
  public Optional<Seller> find(SellerId id) {
    return sql.selectFrom(SELLER)
        .where(SELLER.SELLER_ID.eq(id.value()))
        .fetchOptional(JooqSellers::seller);
  }

  @Override
  public void settle(SellerId id, Standing standing) {
    sql.update(SELLER)
        .set(SELLER.STANDING, standing.name())
        .where(SELLER.SELLER_ID.eq(id.value()))
        .execute();
  }

  @Override
  public boolean saveBrand(SellerId id, Brand brand, long expectedVersion) {
    return sql.update(SELLER)
            .set(SELLER.BRAND_NAME, brand.name())
            .set(SELLER.BRAND_SUPPORT_EMAIL, brand.supportEmail())
            .set(SELLER.BRAND_SUPPORT_PHONE, brand.supportPhone())
            .set(SELLER.BRAND_LOGO_URL, brand.logoUrl())
            .set(SELLER.BRAND_PRIMARY_COLOR, brand.primaryColor())
            .set(SELLER.BRAND_REPLY_TO, brand.replyTo())
            .set(SELLER.VERSION, expectedVersion + 1)
            .where(SELLER.SELLER_ID.eq(id.value()), SELLER.VERSION.eq(expectedVersion))
            .execute()
        == 1;
  }

  private static Seller seller(SellerRecord row) {
    Long parent = row.getParentId();
    return new Seller(
        new SellerId(row.getSellerId()),
        parent == null ? null : new SellerId(parent),
        new SellerId(row.getOperatorId()),
        row.getCalendarId(),
        Standing.valueOf(row.getStanding()),
        new Profile(
            row.getCompany(),
            new Contact(row.getContactName(), row.getContactEmail(), row.getContactPhone()),
            row.getCountry(),
            row.getLanguage(),
            CurrencyUnit.of(row.getCurrency()),
            new Brand(
                row.getBrandName(),
                row.getBrandSupportEmail(),
                row.getBrandSupportPhone(),
                row.getBrandLogoUrl(),
                row.getBrandPrimaryColor(),
                row.getBrandReplyTo())),
        row.getVersion());
  }
}
