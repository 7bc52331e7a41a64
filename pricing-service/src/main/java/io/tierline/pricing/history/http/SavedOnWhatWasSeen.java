package io.tierline.pricing.history.http;

import io.tierline.kit.problem.CommonProblems;
import io.tierline.kit.problem.ProblemException;
import io.tierline.pricing.history.Histories;
import io.tierline.pricing.history.SeenHistory;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

/**
 * Has nothing saved on a version of another history than the one that was seen, although it may
 * have the same number (domain.md PR-16). Asked in the transaction that saves, which does not
 * outlive what sets a history back.
 */
@Component
final class SavedOnWhatWasSeen implements TransactionExecutionListener {

  private final Histories histories;

  SavedOnWhatWasSeen(Histories histories) {
    this.histories = histories;
  }

  @Override
  public void beforeCommit(TransactionExecution transaction) {
    if (transaction.isReadOnly()) {
      return;
    }
    SeenHistory.current()
        .filter(seen -> histories.present().filter(seen::equals).isEmpty())
        .ifPresent(
            _ -> {
              throw new ProblemException(
                  CommonProblems.PRECONDITION_FAILED,
                  "The entity tag in 'If-Match' is of no version there is. Read it again and use its ETag as it was sent.",
                  Map.of("header", HttpHeaders.IF_MATCH));
            });
  }
}
