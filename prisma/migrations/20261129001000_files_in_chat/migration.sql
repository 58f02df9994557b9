-- Whether appraisers of a round get the files themselves in the chat, not links only.
alter table appraisal_settings add column files_in_chat boolean not null default false;
