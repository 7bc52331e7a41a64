package io.tierline.pricing;

import io.tierline.messaging.DatabaseHistory;
import io.tierline.pricing.history.Histories;
import io.tierline.pricing.history.KeepHistory;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.ConfigurableTransactionManager;
import org.springframework.transaction.TransactionExecutionListener;

/** Puts together what tells one history of the database from another. */
@Configuration(proxyBeanMethods = false)
class HistoryWiring {

  private static final Logger LOG = LoggerFactory.getLogger(HistoryWiring.class);

  @Bean
  Histories histories(DatabaseHistory history) {
    return new Histories() {
      @Override
      public Optional<String> present() {
        return history.name();
      }

      @Override
      public void beginWhereSetBack() {
        if (history.beginWhereSetBack()) {
          LOG.warn(
              "The database is another one, was restored, or a standby took over: positions and"
                  + " entity tags of its history before count no longer. Nothing has to be done by"
                  + " hand");
        }
      }
    };
  }

  @Bean
  KeepHistory keepHistory(Histories histories) {
    return new KeepHistory(histories);
  }

  @Bean
  SmartInitializingSingleton transactionListeners(
      ConfigurableTransactionManager transactions, List<TransactionExecutionListener> listeners) {
    return () -> listeners.forEach(transactions::addListener);
  }
}
