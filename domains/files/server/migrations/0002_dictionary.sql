COMMENT ON TABLE "files"."folders" IS 'Folders of an organisation, a tree.';
--> statement-breakpoint
COMMENT ON COLUMN "files"."folders"."id" IS 'Names the folder.';
--> statement-breakpoint
COMMENT ON COLUMN "files"."folders"."organisation_id" IS 'Organisation it belongs to.';
--> statement-breakpoint
COMMENT ON COLUMN "files"."folders"."parent_id" IS 'Folder it lies in; empty: at the top.';
--> statement-breakpoint
COMMENT ON COLUMN "files"."folders"."name" IS 'As it is shown.';
--> statement-breakpoint
COMMENT ON COLUMN "files"."folders"."name_key" IS 'The name as it is compared: two names of one key are the same name.';
--> statement-breakpoint
COMMENT ON COLUMN "files"."folders"."owner_id" IS 'Who made it; empty: the program itself.';
--> statement-breakpoint
COMMENT ON COLUMN "files"."folders"."created_at" IS 'When it was made.';
--> statement-breakpoint
COMMENT ON TABLE "files"."files" IS 'A name for a line of immutable versions.';
--> statement-breakpoint
COMMENT ON COLUMN "files"."files"."id" IS 'Names the file.';
--> statement-breakpoint
COMMENT ON COLUMN "files"."files"."organisation_id" IS 'Organisation it belongs to.';
--> statement-breakpoint
COMMENT ON COLUMN "files"."files"."folder_id" IS 'Folder it lies in; empty: at the top.';
--> statement-breakpoint
COMMENT ON COLUMN "files"."files"."name" IS 'As it is shown.';
--> statement-breakpoint
COMMENT ON COLUMN "files"."files"."name_key" IS 'The name as it is compared: two names of one key are the same name.';
--> statement-breakpoint
COMMENT ON COLUMN "files"."files"."visibility" IS 'Who may see it: private, organisation or public.';
--> statement-breakpoint
COMMENT ON COLUMN "files"."files"."owner_id" IS 'Who added it; empty: the program itself.';
--> statement-breakpoint
COMMENT ON COLUMN "files"."files"."latest" IS 'Number of the latest version; numbers have no gaps.';
--> statement-breakpoint
COMMENT ON COLUMN "files"."files"."bytes" IS 'Bytes of the latest version.';
--> statement-breakpoint
COMMENT ON COLUMN "files"."files"."created_at" IS 'When it was added.';
--> statement-breakpoint
COMMENT ON COLUMN "files"."files"."updated_at" IS 'When it was last changed.';
--> statement-breakpoint
COMMENT ON TABLE "files"."versions" IS 'One immutable content of a file.';
--> statement-breakpoint
COMMENT ON COLUMN "files"."versions"."id" IS 'Names the version.';
--> statement-breakpoint
COMMENT ON COLUMN "files"."versions"."file_id" IS 'File it is a version of.';
--> statement-breakpoint
COMMENT ON COLUMN "files"."versions"."organisation_id" IS 'Organisation it belongs to.';
--> statement-breakpoint
COMMENT ON COLUMN "files"."versions"."number" IS 'From 1, without gaps within a file.';
--> statement-breakpoint
COMMENT ON COLUMN "files"."versions"."object_id" IS 'Where the bytes are: in the object store, which counts this row as one reference.';
--> statement-breakpoint
COMMENT ON COLUMN "files"."versions"."bytes" IS 'Length of the content.';
--> statement-breakpoint
COMMENT ON COLUMN "files"."versions"."sha256" IS 'SHA-256 of the content.';
--> statement-breakpoint
COMMENT ON COLUMN "files"."versions"."media_type" IS 'What kind of content it is.';
--> statement-breakpoint
COMMENT ON COLUMN "files"."versions"."created_by" IS 'Who added it; empty: the program itself.';
--> statement-breakpoint
COMMENT ON COLUMN "files"."versions"."created_at" IS 'When it was added.';
--> statement-breakpoint
COMMENT ON TABLE "files"."uploads" IS 'Uploads that can be resumed, and what they became.';
--> statement-breakpoint
COMMENT ON COLUMN "files"."uploads"."id" IS 'Names the upload, in the object store too, which knows how much has arrived.';
--> statement-breakpoint
COMMENT ON COLUMN "files"."uploads"."organisation_id" IS 'Organisation it is for.';
--> statement-breakpoint
COMMENT ON COLUMN "files"."uploads"."person_id" IS 'Who uploads.';
--> statement-breakpoint
COMMENT ON COLUMN "files"."uploads"."length" IS 'Bytes that were announced.';
--> statement-breakpoint
COMMENT ON COLUMN "files"."uploads"."metadata" IS 'What the sender said of the file, as it came.';
--> statement-breakpoint
COMMENT ON COLUMN "files"."uploads"."file_id" IS 'File it became; kept, so that an answer that got lost can be given again.';
--> statement-breakpoint
COMMENT ON COLUMN "files"."uploads"."version_id" IS 'Version it became.';
--> statement-breakpoint
COMMENT ON COLUMN "files"."uploads"."created_at" IS 'When it began.';
--> statement-breakpoint
COMMENT ON COLUMN "files"."uploads"."expires_at" IS 'When it is given up, unless bytes come.';
