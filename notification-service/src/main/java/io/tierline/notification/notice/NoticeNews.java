package io.tierline.notification.notice;

/** Tells other services the fate of a notice, if and only if the running transaction commits. */
public interface NoticeNews {

  void sent(Notice.Sent sent);

  void failed(Notice.Failed failed);
}
