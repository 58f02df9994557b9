-- A message whose picture or file could not be read here has not left: it is tried again.
alter table outbox drop constraint outbox_refused_is_listed;
alter table outbox add constraint outbox_refused_is_listed check (refused in (
  'blocked', 'deactivated', 'chatNotFound', 'unknownBot', 'unacceptable', 'tooLarge',
  'rateLimited', 'channelOff', 'tokenRefused', 'serviceFault', 'unreachable', 'attachmentUnread',
  'noAnswer'));
