package io.tierline.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.scheduling.config.ScheduledTask;
import org.springframework.scheduling.config.ScheduledTaskHolder;

class SchedulesTest extends OnRealServers {

  @Autowired private List<ScheduledTaskHolder> holders;
  @Autowired private ThreadPoolTaskScheduler scheduler;

  @Test
  @DisplayName("PR-12 PR-20: whoever looks at changed costs for long delays no scheduled price")
  void everyScheduleHasAThreadOfItsOwn() {
    List<ScheduledTask> tasks =
        holders.stream().flatMap(holder -> holder.getScheduledTasks().stream()).toList();

    assertThat(tasks).hasSizeGreaterThan(1);
    assertThat(scheduler.getScheduledThreadPoolExecutor().getCorePoolSize())
        .isGreaterThanOrEqualTo(tasks.size());
  }
}
