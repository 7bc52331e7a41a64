package io.tierline.pricing;

import io.tierline.kit.tenancy.SellerScope;
import io.tierline.pricing.book.BookKey;
import io.tierline.pricing.book.PublishDueChanges;
import io.tierline.pricing.catalog.CatalogFile;
import io.tierline.pricing.catalog.LoadCatalog;
import io.tierline.pricing.quote.KeepQuoteKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * What runs without being asked: the catalog at the start, scheduled changes when they are due, the
 * keys of signed quotes.
 */
@Component
class PricingAtWork implements ApplicationRunner {

  private static final Logger LOG = LoggerFactory.getLogger(PricingAtWork.class);

  private final PricingSettings settings;
  private final LoadCatalog loadCatalog;
  private final PublishDueChanges publishDueChanges;
  private final KeepQuoteKeys keepQuoteKeys;

  PricingAtWork(
      PricingSettings settings,
      LoadCatalog loadCatalog,
      PublishDueChanges publishDueChanges,
      KeepQuoteKeys keepQuoteKeys) {
    this.settings = settings;
    this.loadCatalog = loadCatalog;
    this.publishDueChanges = publishDueChanges;
    this.keepQuoteKeys = keepQuoteKeys;
  }

  @Override
  public void run(ApplicationArguments arguments) throws IOException {
    keepQuoteKeys();
    String file = settings.catalog().getContentAsString(StandardCharsets.UTF_8);
    int changed = SellerScope.inBackground(() -> loadCatalog.load(CatalogFile.read(file)));
    LOG.info("Catalog {}: {} lines new or changed", settings.catalog(), changed);
  }

  @Scheduled(fixedDelay = 10, initialDelay = 10, timeUnit = TimeUnit.MINUTES)
  void keepQuoteKeys() {
    SellerScope.inBackground(keepQuoteKeys::keep);
  }

  @Scheduled(fixedDelayString = "${tierline.pricing.publish-poll}")
  void publishDueChanges() {
    Set<BookKey> failed = new HashSet<>();
    boolean more = true;
    while (more) {
      try {
        more = SellerScope.inBackground(() -> publishDueChanges.publishOneBook(failed));
      } catch (PublishDueChanges.NotPublished e) {
        LOG.error("Storefronts vouch for no price until this is mended", e);
        failed.add(e.book());
      }
    }
  }
}
