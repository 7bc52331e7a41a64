package io.tierline.notification.notice;

/** Counts what becomes of notices, for those who watch the service. */
public interface NoticeWatch {

  /** It is now in this state. */
  void moved(Notice notice);

  /** It went out although another attempt had settled it: the cost of an unclear outcome. */
  void sentAgain(Notice notice);
}
