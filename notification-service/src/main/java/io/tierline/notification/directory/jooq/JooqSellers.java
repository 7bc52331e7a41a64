package io.tierline.notification.directory.jooq;

import static io.tierline.notification.db.Tables.SELLER;

import io.tierline.contracts.Brand;
import io.tierline.contracts.SellerId;
import io.tierline.notification.db.tables.records.SellerRecord;
import io.tierline.notification.directory.Seller;
import io.tierline.notification.directory.Sellers;
import java.util.Optional;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

@Component
final class JooqSellers implements Sellers {

  private static final String SIGNED_UP = "SIGNED_UP";
  private static final String ACTIVE = "ACTIVE";
  private static final String REJECTED = "REJECTED";

  private final DSLContext db;

  JooqSellers(DSLContext db) {
    this.db = db;
  }

  @Override
  public void keep(Seller seller) {
    SellerRecord row = new SellerRecord();
    row.setSellerId(seller.id().value());
    row.setParentId(seller.parent().map(SellerId::value).orElse(null));
    row.setCompany(seller.company());
    row.setContactEmail(seller.contactEmail());
    row.setCountry(seller.country());
    row.setLanguage(seller.language());
    putBrand(row, seller.brand());
    switch (seller.standing()) {
      case Seller.Standing.SignedUp waiting -> {
        row.setStatus(SIGNED_UP);
        row.setExpectedActiveFrom(waiting.expectedActiveFrom());
        row.setExpectedActiveBy(waiting.expectedActiveBy());
      }
      case Seller.Standing.Active _ -> row.setStatus(ACTIVE);
      case Seller.Standing.Rejected _ -> row.setStatus(REJECTED);
    }
    db.insertInto(SELLER).set(row).onConflict(SELLER.SELLER_ID).doUpdate().set(row).execute();
  }

  @Override
  public void activated(SellerId id) {
    setStatus(id, ACTIVE);
  }

  @Override
  public void rejected(SellerId id) {
    setStatus(id, REJECTED);
  }

  private void setStatus(SellerId id, String status) {
    SellerRecord row = new SellerRecord();
    row.setStatus(status);
    update(id, row);
  }

  @Override
  public void brandChanged(SellerId id, Brand brand) {
    SellerRecord row = new SellerRecord();
    putBrand(row, brand);
    update(id, row);
  }

  private void update(SellerId id, SellerRecord row) {
    int updated = db.update(SELLER).set(row).where(SELLER.SELLER_ID.eq(id.value())).execute();
    if (updated != 1) {
      throw new IllegalStateException("No seller %s is known".formatted(id));
    }
  }

  private static void putBrand(SellerRecord row, Brand brand) {
    row.setBrandName(brand.name());
    row.setSupportEmail(brand.supportEmail());
    row.setSupportPhone(brand.supportPhone());
    row.setLogoUrl(brand.logoUrl());
    row.setPrimaryColor(brand.primaryColor());
    row.setReplyTo(brand.replyTo());
  }

  @Override
  public Optional<Seller> find(SellerId id) {
    return db.selectFrom(SELLER)
        .where(SELLER.SELLER_ID.eq(id.value()))
        .fetchOptional(JooqSellers::seller);
  }

  private static Seller seller(SellerRecord row) {
    Long parent = row.getParentId();
    return new Seller(
        new SellerId(row.getSellerId()),
        parent == null ? null : new SellerId(parent),
        row.getCompany(),
        row.getContactEmail(),
        row.getCountry(),
        row.getLanguage(),
        new Brand(
            row.getBrandName(),
            row.getSupportEmail(),
            row.getSupportPhone(),
            row.getLogoUrl(),
            row.getPrimaryColor(),
            row.getReplyTo()),
        standing(row));
  }

  private static Seller.Standing standing(SellerRecord row) {
    return switch (row.getStatus()) {
      case SIGNED_UP ->
          new Seller.Standing.SignedUp(row.getExpectedActiveFrom(), row.getExpectedActiveBy());
      case ACTIVE -> new Seller.Standing.Active();
      case REJECTED -> new Seller.Standing.Rejected();
      default -> throw new IllegalStateException("Unknown status " + row.getStatus());
    };
  }
}
