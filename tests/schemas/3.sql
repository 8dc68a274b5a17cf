CREATE TABLE "municipalities" (
  "nis_code" TEXT NOT NULL CHECK ("nis_code" <> ''),
  "name" TEXT NOT NULL CHECK ("name" <> ''),
  "name_fr" TEXT CHECK ("name_fr" <> ''),
  "arrondissement" TEXT CHECK ("arrondissement" <> ''),
  "province" TEXT CHECK ("province" <> ''),
  "region" TEXT CHECK ("region" <> ''),
  "valid_from" TEXT,
  "valid_to" TEXT,
  "successor_nis_code" TEXT CHECK ("successor_nis_code" <> ''),
  PRIMARY KEY (nis_code),
  FOREIGN KEY ("successor_nis_code") REFERENCES "municipalities" ("nis_code") DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX "municipalities_by_successor_nis_code" ON "municipalities" ("successor_nis_code");

CREATE TABLE "documents" (
  "id" TEXT NOT NULL CHECK ("id" <> ''),
  "path" TEXT NOT NULL CHECK ("path" <> ''),
  "sha256" TEXT CHECK ("sha256" <> ''),
  "role" TEXT NOT NULL CHECK ("role" IN ('main', 'annex')),
  "bytes" INTEGER,
  "page_count" INTEGER,
  "has_text" INTEGER CHECK ("has_text" IN (0, 1)),
  "status" TEXT NOT NULL CHECK ("status" IN ('read', 'failed')),
  "fingerprint" TEXT NOT NULL CHECK ("fingerprint" <> ''),
  PRIMARY KEY (id)
) STRICT;

CREATE TABLE "files" (
  "path" TEXT NOT NULL CHECK ("path" <> ''),
  "document_id" TEXT NOT NULL CHECK ("document_id" <> ''),
  PRIMARY KEY (path),
  FOREIGN KEY ("document_id") REFERENCES "documents" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX "files_by_document_id" ON "files" ("document_id");

CREATE TABLE "pages" (
  "document_id" TEXT NOT NULL CHECK ("document_id" <> ''),
  "number" INTEGER NOT NULL,
  "width" REAL NOT NULL,
  "height" REAL NOT NULL,
  PRIMARY KEY (document_id, number),
  FOREIGN KEY ("document_id") REFERENCES "documents" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX "pages_by_document_id" ON "pages" ("document_id");

CREATE TABLE "questions" (
  "id" TEXT NOT NULL CHECK ("id" <> ''),
  "document_id" TEXT NOT NULL CHECK ("document_id" <> ''),
  "position" INTEGER NOT NULL,
  "question_key" TEXT CHECK ("question_key" <> ''),
  "number" INTEGER,
  "session_year" TEXT CHECK ("session_year" <> ''),
  "asked_on" TEXT,
  "asked_by" TEXT CHECK ("asked_by" <> ''),
  "kind" TEXT NOT NULL CHECK ("kind" IN ('answer', 'supplementary', 'coordinated', 'referral', 'question_only')),
  "title" TEXT NOT NULL,
  "introduction" TEXT NOT NULL,
  "page" INTEGER,
  "x0" REAL,
  "top" REAL,
  "x1" REAL,
  "bottom" REAL,
  PRIMARY KEY (id),
  FOREIGN KEY ("document_id") REFERENCES "documents" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX "questions_by_document_id" ON "questions" ("document_id");

CREATE TABLE "annexes" (
  "id" TEXT NOT NULL CHECK ("id" <> ''),
  "question_id" TEXT NOT NULL CHECK ("question_id" <> ''),
  "name" TEXT NOT NULL CHECK ("name" <> ''),
  "document_id" TEXT NOT NULL CHECK ("document_id" <> ''),
  PRIMARY KEY (id),
  FOREIGN KEY ("question_id") REFERENCES "questions" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY ("document_id") REFERENCES "documents" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX "annexes_by_question_id" ON "annexes" ("question_id");

CREATE INDEX "annexes_by_document_id" ON "annexes" ("document_id");

CREATE TABLE "question_askers" (
  "id" TEXT NOT NULL CHECK ("id" <> ''),
  "question_id" TEXT NOT NULL CHECK ("question_id" <> ''),
  "position" INTEGER NOT NULL,
  "name" TEXT NOT NULL CHECK ("name" <> ''),
  PRIMARY KEY (id),
  FOREIGN KEY ("question_id") REFERENCES "questions" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX "question_askers_by_question_id" ON "question_askers" ("question_id");

CREATE TABLE "question_ministers" (
  "id" TEXT NOT NULL CHECK ("id" <> ''),
  "question_id" TEXT NOT NULL CHECK ("question_id" <> ''),
  "position" INTEGER NOT NULL,
  "name" TEXT NOT NULL CHECK ("name" <> ''),
  "title" TEXT NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY ("question_id") REFERENCES "questions" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX "question_ministers_by_question_id" ON "question_ministers" ("question_id");

CREATE TABLE "sub_questions" (
  "id" TEXT NOT NULL CHECK ("id" <> ''),
  "question_id" TEXT NOT NULL CHECK ("question_id" <> ''),
  "position" INTEGER NOT NULL,
  "label" TEXT NOT NULL CHECK ("label" <> ''),
  "parent_id" TEXT CHECK ("parent_id" <> ''),
  "text" TEXT NOT NULL,
  "status" TEXT NOT NULL CHECK ("status" IN ('answered', 'partly', 'referred', 'no_data', 'not_found')),
  "evidence" TEXT CHECK ("evidence" <> ''),
  "review" TEXT NOT NULL CHECK ("review" IN ('unchecked', 'source_read', 'checked', 'disputed')),
  "page" INTEGER,
  "x0" REAL,
  "top" REAL,
  "x1" REAL,
  "bottom" REAL,
  PRIMARY KEY (id),
  FOREIGN KEY ("question_id") REFERENCES "questions" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY ("parent_id") REFERENCES "sub_questions" ("id") DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX "sub_questions_by_question_id" ON "sub_questions" ("question_id");

CREATE INDEX "sub_questions_by_parent_id" ON "sub_questions" ("parent_id");

CREATE TABLE "answers" (
  "id" TEXT NOT NULL CHECK ("id" <> ''),
  "question_id" TEXT NOT NULL CHECK ("question_id" <> ''),
  "position" INTEGER NOT NULL,
  "labels" TEXT,
  "text" TEXT NOT NULL,
  "pages" TEXT,
  "page" INTEGER,
  "x0" REAL,
  "top" REAL,
  "x1" REAL,
  "bottom" REAL,
  PRIMARY KEY (id),
  FOREIGN KEY ("question_id") REFERENCES "questions" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX "answers_by_question_id" ON "answers" ("question_id");

CREATE TABLE "answer_links" (
  "sub_question_id" TEXT NOT NULL CHECK ("sub_question_id" <> ''),
  "answer_id" TEXT NOT NULL CHECK ("answer_id" <> ''),
  "match" TEXT NOT NULL CHECK ("match" IN ('same', 'part', 'whole', 'unnumbered')),
  PRIMARY KEY (sub_question_id, answer_id),
  FOREIGN KEY ("sub_question_id") REFERENCES "sub_questions" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY ("answer_id") REFERENCES "answers" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX "answer_links_by_sub_question_id" ON "answer_links" ("sub_question_id");

CREATE INDEX "answer_links_by_answer_id" ON "answer_links" ("answer_id");

CREATE TABLE "other_texts" (
  "id" TEXT NOT NULL CHECK ("id" <> ''),
  "question_id" TEXT NOT NULL CHECK ("question_id" <> ''),
  "position" INTEGER NOT NULL,
  "text" TEXT NOT NULL,
  "page" INTEGER,
  "x0" REAL,
  "top" REAL,
  "x1" REAL,
  "bottom" REAL,
  PRIMARY KEY (id),
  FOREIGN KEY ("question_id") REFERENCES "questions" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX "other_texts_by_question_id" ON "other_texts" ("question_id");

CREATE TABLE "tables" (
  "id" TEXT NOT NULL CHECK ("id" <> ''),
  "question_id" TEXT NOT NULL CHECK ("question_id" <> ''),
  "annex_id" TEXT CHECK ("annex_id" <> ''),
  "position" INTEGER NOT NULL,
  "row_count" INTEGER NOT NULL,
  "column_count" INTEGER NOT NULL,
  "header_rows" INTEGER NOT NULL,
  "caption" TEXT CHECK ("caption" <> ''),
  "unit" TEXT CHECK ("unit" <> ''),
  "labels" TEXT,
  "method" TEXT NOT NULL CHECK ("method" IN ('ruled', 'tagged', 'row_rules', 'shaded', 'borderless', 'sheet', 'markup')),
  "confidence" REAL NOT NULL,
  "pages" TEXT,
  "page" INTEGER,
  "x0" REAL,
  "top" REAL,
  "x1" REAL,
  "bottom" REAL,
  PRIMARY KEY (id),
  FOREIGN KEY ("question_id") REFERENCES "questions" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY ("annex_id") REFERENCES "annexes" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX "tables_by_question_id" ON "tables" ("question_id");

CREATE INDEX "tables_by_annex_id" ON "tables" ("annex_id") WHERE "annex_id" IS NOT NULL;

CREATE TABLE "cells" (
  "id" TEXT NOT NULL CHECK ("id" <> ''),
  "table_id" TEXT NOT NULL CHECK ("table_id" <> ''),
  "row_index" INTEGER NOT NULL,
  "column_index" INTEGER NOT NULL,
  "row_span" INTEGER NOT NULL,
  "column_span" INTEGER NOT NULL,
  "is_header" INTEGER NOT NULL CHECK ("is_header" IN (0, 1)),
  "text" TEXT NOT NULL,
  "reference" TEXT CHECK ("reference" <> ''),
  "review" TEXT NOT NULL CHECK ("review" IN ('unchecked', 'source_read', 'checked', 'disputed')),
  "page" INTEGER,
  "x0" REAL,
  "top" REAL,
  "x1" REAL,
  "bottom" REAL,
  PRIMARY KEY (id),
  FOREIGN KEY ("table_id") REFERENCES "tables" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX "cells_by_table_id" ON "cells" ("table_id");

CREATE TABLE "totals" (
  "id" TEXT NOT NULL CHECK ("id" <> ''),
  "question_id" TEXT NOT NULL CHECK ("question_id" <> ''),
  "annex_id" TEXT CHECK ("annex_id" <> ''),
  "position" INTEGER NOT NULL,
  "table_id" TEXT NOT NULL CHECK ("table_id" <> ''),
  "row_index" INTEGER NOT NULL,
  "column_index" INTEGER NOT NULL,
  "stated" TEXT NOT NULL,
  "computed" TEXT NOT NULL,
  "agrees" INTEGER NOT NULL CHECK ("agrees" IN (0, 1)),
  "page" INTEGER,
  "x0" REAL,
  "top" REAL,
  "x1" REAL,
  "bottom" REAL,
  PRIMARY KEY (id),
  FOREIGN KEY ("question_id") REFERENCES "questions" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY ("annex_id") REFERENCES "annexes" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY ("table_id") REFERENCES "tables" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX "totals_by_question_id" ON "totals" ("question_id");

CREATE INDEX "totals_by_annex_id" ON "totals" ("annex_id") WHERE "annex_id" IS NOT NULL;

CREATE INDEX "totals_by_table_id" ON "totals" ("table_id");

CREATE TABLE "projects" (
  "id" TEXT NOT NULL CHECK ("id" <> ''),
  "question_id" TEXT NOT NULL CHECK ("question_id" <> ''),
  "annex_id" TEXT CHECK ("annex_id" <> ''),
  "position" INTEGER NOT NULL,
  "beneficiary" TEXT NOT NULL,
  "is_private" INTEGER NOT NULL CHECK ("is_private" IN (0, 1)),
  "enterprise_number" TEXT CHECK ("enterprise_number" <> ''),
  "lead_nis_code" TEXT CHECK ("lead_nis_code" <> ''),
  "title" TEXT NOT NULL,
  "amount_cents" INTEGER,
  "amount" REAL GENERATED ALWAYS AS ("amount_cents" / 100.0) VIRTUAL,
  "amount_extracted_cents" INTEGER,
  "amount_extracted" REAL GENERATED ALWAYS AS ("amount_extracted_cents" / 100.0) VIRTUAL,
  "amount_kind" TEXT CHECK ("amount_kind" IN ('requested', 'granted', 'paid', 'estimate', 'total')),
  "amount_text" TEXT CHECK ("amount_text" <> ''),
  "status" TEXT CHECK ("status" <> ''),
  "table_id" TEXT CHECK ("table_id" <> ''),
  "row_index" INTEGER,
  "part" TEXT CHECK ("part" <> ''),
  "char_start" INTEGER,
  "char_end" INTEGER,
  "review" TEXT NOT NULL CHECK ("review" IN ('unchecked', 'source_read', 'checked', 'disputed')),
  "page" INTEGER,
  "x0" REAL,
  "top" REAL,
  "x1" REAL,
  "bottom" REAL,
  PRIMARY KEY (id),
  FOREIGN KEY ("question_id") REFERENCES "questions" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY ("annex_id") REFERENCES "annexes" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY ("lead_nis_code") REFERENCES "municipalities" ("nis_code") DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY ("table_id") REFERENCES "tables" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX "projects_by_question_id" ON "projects" ("question_id");

CREATE INDEX "projects_by_annex_id" ON "projects" ("annex_id") WHERE "annex_id" IS NOT NULL;

CREATE INDEX "projects_by_lead_nis_code" ON "projects" ("lead_nis_code");

CREATE INDEX "projects_by_table_id" ON "projects" ("table_id");

CREATE TABLE "project_partners" (
  "project_id" TEXT NOT NULL CHECK ("project_id" <> ''),
  "position" INTEGER NOT NULL,
  "nis_code" TEXT NOT NULL CHECK ("nis_code" <> ''),
  PRIMARY KEY (project_id, position),
  FOREIGN KEY ("project_id") REFERENCES "projects" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY ("nis_code") REFERENCES "municipalities" ("nis_code") DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX "project_partners_by_project_id" ON "project_partners" ("project_id");

CREATE INDEX "project_partners_by_nis_code" ON "project_partners" ("nis_code");

CREATE TABLE "municipality_mentions" (
  "id" TEXT NOT NULL CHECK ("id" <> ''),
  "question_id" TEXT NOT NULL CHECK ("question_id" <> ''),
  "annex_id" TEXT CHECK ("annex_id" <> ''),
  "position" INTEGER NOT NULL,
  "part" TEXT NOT NULL CHECK ("part" <> ''),
  "char_start" INTEGER NOT NULL,
  "char_end" INTEGER NOT NULL,
  "text" TEXT NOT NULL CHECK ("text" <> ''),
  "nis_code" TEXT CHECK ("nis_code" <> ''),
  "nis_code_now" TEXT CHECK ("nis_code_now" <> ''),
  "candidates" TEXT,
  "review" TEXT NOT NULL CHECK ("review" IN ('unchecked', 'source_read', 'checked', 'disputed')),
  "page" INTEGER,
  "x0" REAL,
  "top" REAL,
  "x1" REAL,
  "bottom" REAL,
  PRIMARY KEY (id),
  FOREIGN KEY ("question_id") REFERENCES "questions" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY ("annex_id") REFERENCES "annexes" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY ("nis_code") REFERENCES "municipalities" ("nis_code") DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY ("nis_code_now") REFERENCES "municipalities" ("nis_code") DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX "municipality_mentions_by_question_id" ON "municipality_mentions" ("question_id");

CREATE INDEX "municipality_mentions_by_annex_id" ON "municipality_mentions" ("annex_id") WHERE "annex_id" IS NOT NULL;

CREATE INDEX "municipality_mentions_by_nis_code" ON "municipality_mentions" ("nis_code");

CREATE INDEX "municipality_mentions_by_nis_code_now" ON "municipality_mentions" ("nis_code_now");

CREATE TABLE "amount_mentions" (
  "id" TEXT NOT NULL CHECK ("id" <> ''),
  "question_id" TEXT NOT NULL CHECK ("question_id" <> ''),
  "annex_id" TEXT CHECK ("annex_id" <> ''),
  "position" INTEGER NOT NULL,
  "part" TEXT NOT NULL CHECK ("part" <> ''),
  "char_start" INTEGER NOT NULL,
  "char_end" INTEGER NOT NULL,
  "text" TEXT NOT NULL CHECK ("text" <> ''),
  "minimum_cents" INTEGER NOT NULL,
  "minimum" REAL GENERATED ALWAYS AS ("minimum_cents" / 100.0) VIRTUAL,
  "maximum_cents" INTEGER NOT NULL,
  "maximum" REAL GENERATED ALWAYS AS ("maximum_cents" / 100.0) VIRTUAL,
  "currency" TEXT NOT NULL CHECK ("currency" <> ''),
  "per" TEXT CHECK ("per" <> ''),
  "approximate" INTEGER NOT NULL CHECK ("approximate" IN (0, 1)),
  "kind" TEXT CHECK ("kind" IN ('requested', 'granted', 'paid', 'estimate', 'total')),
  "review" TEXT NOT NULL CHECK ("review" IN ('unchecked', 'source_read', 'checked', 'disputed')),
  "page" INTEGER,
  "x0" REAL,
  "top" REAL,
  "x1" REAL,
  "bottom" REAL,
  PRIMARY KEY (id),
  FOREIGN KEY ("question_id") REFERENCES "questions" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY ("annex_id") REFERENCES "annexes" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX "amount_mentions_by_question_id" ON "amount_mentions" ("question_id");

CREATE INDEX "amount_mentions_by_annex_id" ON "amount_mentions" ("annex_id") WHERE "annex_id" IS NOT NULL;

CREATE TABLE "project_amounts" (
  "id" TEXT NOT NULL CHECK ("id" <> ''),
  "question_id" TEXT NOT NULL CHECK ("question_id" <> ''),
  "annex_id" TEXT CHECK ("annex_id" <> ''),
  "position" INTEGER NOT NULL,
  "project_id" TEXT NOT NULL CHECK ("project_id" <> ''),
  "kind" TEXT CHECK ("kind" IN ('requested', 'granted', 'paid', 'estimate', 'total')),
  "amount_cents" INTEGER,
  "amount" REAL GENERATED ALWAYS AS ("amount_cents" / 100.0) VIRTUAL,
  "text" TEXT NOT NULL CHECK ("text" <> ''),
  "header" TEXT NOT NULL,
  "is_counted" INTEGER NOT NULL CHECK ("is_counted" IN (0, 1)),
  "amount_mention_id" TEXT CHECK ("amount_mention_id" <> ''),
  "page" INTEGER,
  "x0" REAL,
  "top" REAL,
  "x1" REAL,
  "bottom" REAL,
  PRIMARY KEY (id),
  FOREIGN KEY ("question_id") REFERENCES "questions" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY ("annex_id") REFERENCES "annexes" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY ("project_id") REFERENCES "projects" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY ("amount_mention_id") REFERENCES "amount_mentions" ("id") DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX "project_amounts_by_question_id" ON "project_amounts" ("question_id");

CREATE INDEX "project_amounts_by_annex_id" ON "project_amounts" ("annex_id") WHERE "annex_id" IS NOT NULL;

CREATE INDEX "project_amounts_by_project_id" ON "project_amounts" ("project_id");

CREATE INDEX "project_amounts_by_amount_mention_id" ON "project_amounts" ("amount_mention_id");

CREATE TABLE "project_groups" (
  "project_id" TEXT NOT NULL CHECK ("project_id" <> ''),
  "project_group" TEXT NOT NULL CHECK ("project_group" <> ''),
  PRIMARY KEY (project_id),
  FOREIGN KEY ("project_id") REFERENCES "projects" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY ("project_group") REFERENCES "projects" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX "project_groups_by_project_id" ON "project_groups" ("project_id");

CREATE INDEX "project_groups_by_project_group" ON "project_groups" ("project_group");

CREATE TABLE "project_links" (
  "project_id" TEXT NOT NULL CHECK ("project_id" <> ''),
  "other_id" TEXT NOT NULL CHECK ("other_id" <> ''),
  "is_certain" INTEGER NOT NULL CHECK ("is_certain" IN (0, 1)),
  "title_match" TEXT NOT NULL CHECK ("title_match" IN ('same', 'alike', 'part', 'none')),
  "title_similarity" REAL NOT NULL,
  "amount_match" TEXT NOT NULL CHECK ("amount_match" IN ('same', 'other', 'unknown')),
  "year_match" TEXT NOT NULL CHECK ("year_match" IN ('same', 'apart', 'unknown')),
  "days_apart" INTEGER,
  "doubt" TEXT CHECK ("doubt" <> ''),
  PRIMARY KEY (project_id, other_id),
  FOREIGN KEY ("project_id") REFERENCES "projects" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY ("other_id") REFERENCES "projects" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX "project_links_by_project_id" ON "project_links" ("project_id");

CREATE INDEX "project_links_by_other_id" ON "project_links" ("other_id");

CREATE TABLE "project_marks" (
  "project_id" TEXT NOT NULL CHECK ("project_id" <> ''),
  "block" TEXT NOT NULL CHECK ("block" <> ''),
  "words" TEXT,
  "names" TEXT,
  "numbers" TEXT,
  "years" TEXT,
  "settled_by" TEXT CHECK ("settled_by" <> ''),
  PRIMARY KEY (project_id),
  FOREIGN KEY ("project_id") REFERENCES "projects" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX "project_marks_by_project_id" ON "project_marks" ("project_id");

CREATE TABLE "references" (
  "id" TEXT NOT NULL CHECK ("id" <> ''),
  "question_id" TEXT NOT NULL CHECK ("question_id" <> ''),
  "position" INTEGER NOT NULL,
  "number" INTEGER NOT NULL,
  "asked_on" TEXT,
  "text" TEXT NOT NULL CHECK ("text" <> ''),
  "page" INTEGER,
  "x0" REAL,
  "top" REAL,
  "x1" REAL,
  "bottom" REAL,
  PRIMARY KEY (id),
  FOREIGN KEY ("question_id") REFERENCES "questions" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX "references_by_question_id" ON "references" ("question_id");

CREATE TABLE "issues" (
  "id" TEXT NOT NULL CHECK ("id" <> ''),
  "document_id" TEXT NOT NULL CHECK ("document_id" <> ''),
  "question_id" TEXT CHECK ("question_id" <> ''),
  "annex_id" TEXT CHECK ("annex_id" <> ''),
  "position" INTEGER NOT NULL,
  "severity" TEXT NOT NULL CHECK ("severity" IN ('error', 'warning')),
  "code" TEXT NOT NULL CHECK ("code" <> ''),
  "message" TEXT NOT NULL,
  "page" INTEGER,
  PRIMARY KEY (id),
  FOREIGN KEY ("document_id") REFERENCES "documents" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY ("question_id") REFERENCES "questions" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY ("annex_id") REFERENCES "annexes" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX "issues_by_document_id" ON "issues" ("document_id");

CREATE INDEX "issues_by_question_id" ON "issues" ("question_id");

CREATE INDEX "issues_by_annex_id" ON "issues" ("annex_id") WHERE "annex_id" IS NOT NULL;

CREATE TABLE "source_questions" (
  "id" TEXT NOT NULL CHECK ("id" <> ''),
  "source" TEXT NOT NULL CHECK ("source" <> ''),
  "source_id" TEXT NOT NULL CHECK ("source_id" <> ''),
  "question_id" TEXT CHECK ("question_id" <> ''),
  "number" INTEGER,
  "session_year" TEXT CHECK ("session_year" <> ''),
  "asked_by" TEXT CHECK ("asked_by" <> ''),
  "minister" TEXT CHECK ("minister" <> ''),
  "title" TEXT CHECK ("title" <> ''),
  "asked_on" TEXT,
  "answered_on" TEXT,
  "published_on" TEXT,
  "answer_kind" TEXT CHECK ("answer_kind" <> ''),
  "timely" TEXT CHECK ("timely" <> ''),
  "first_seen_on" TEXT NOT NULL,
  "withdrawn_on" TEXT,
  PRIMARY KEY (id),
  FOREIGN KEY ("question_id") REFERENCES "questions" ("id") ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX "source_questions_by_question_id" ON "source_questions" ("question_id");

CREATE TABLE "source_themes" (
  "id" TEXT NOT NULL CHECK ("id" <> ''),
  "source_question_id" TEXT NOT NULL CHECK ("source_question_id" <> ''),
  "position" INTEGER NOT NULL,
  "theme" TEXT NOT NULL CHECK ("theme" <> ''),
  PRIMARY KEY (id),
  FOREIGN KEY ("source_question_id") REFERENCES "source_questions" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX "source_themes_by_source_question_id" ON "source_themes" ("source_question_id");

CREATE TABLE "source_steps" (
  "id" TEXT NOT NULL CHECK ("id" <> ''),
  "source_question_id" TEXT NOT NULL CHECK ("source_question_id" <> ''),
  "position" INTEGER NOT NULL,
  "status" TEXT NOT NULL CHECK ("status" <> ''),
  "happened_on" TEXT,
  PRIMARY KEY (id),
  FOREIGN KEY ("source_question_id") REFERENCES "source_questions" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX "source_steps_by_source_question_id" ON "source_steps" ("source_question_id");

CREATE TABLE "source_files" (
  "id" TEXT NOT NULL CHECK ("id" <> ''),
  "source_question_id" TEXT NOT NULL CHECK ("source_question_id" <> ''),
  "position" INTEGER NOT NULL,
  "number" TEXT NOT NULL CHECK ("number" <> ''),
  "role" TEXT NOT NULL CHECK ("role" IN ('main', 'annex')),
  "address" TEXT NOT NULL CHECK ("address" <> ''),
  "sha256" TEXT CHECK ("sha256" <> ''),
  "document_id" TEXT CHECK ("document_id" <> ''),
  "media_type" TEXT CHECK ("media_type" <> ''),
  "seen_on" TEXT,
  "replaced_on" TEXT,
  PRIMARY KEY (id),
  FOREIGN KEY ("source_question_id") REFERENCES "source_questions" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY ("document_id") REFERENCES "documents" ("id") ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX "source_files_by_source_question_id" ON "source_files" ("source_question_id");

CREATE INDEX "source_files_by_document_id" ON "source_files" ("document_id");

CREATE TABLE "deadlines" (
  "source_question_id" TEXT NOT NULL CHECK ("source_question_id" <> ''),
  "due_earliest" TEXT,
  "due_latest" TEXT,
  "finding" TEXT CHECK ("finding" IN ('in_time', 'perhaps_late', 'late', 'embargo', 'open')),
  "seen_on" TEXT,
  "public_from" TEXT,
  "source_finding" TEXT CHECK ("source_finding" IN ('in_time', 'late')),
  "agrees" INTEGER CHECK ("agrees" IN (0, 1)),
  PRIMARY KEY (source_question_id),
  FOREIGN KEY ("source_question_id") REFERENCES "source_questions" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX "deadlines_by_source_question_id" ON "deadlines" ("source_question_id");

CREATE TABLE "events" (
  "id" TEXT NOT NULL CHECK ("id" <> ''),
  "kind" TEXT NOT NULL CHECK ("kind" IN ('asked', 'answered', 'referred', 'late', 'published', 'dodged', 'project', 'corrected', 'withdrawn')),
  "happened_on" TEXT NOT NULL,
  "known_on" TEXT NOT NULL,
  "detail" TEXT CHECK ("detail" <> ''),
  "subject_id" TEXT CHECK ("subject_id" <> ''),
  "nis_code" TEXT CHECK ("nis_code" <> ''),
  PRIMARY KEY (id),
  FOREIGN KEY ("nis_code") REFERENCES "municipalities" ("nis_code") DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX "events_by_nis_code" ON "events" ("nis_code");

CREATE TABLE "event_questions" (
  "event_id" TEXT NOT NULL CHECK ("event_id" <> ''),
  "position" INTEGER NOT NULL,
  "source_question_id" TEXT CHECK ("source_question_id" <> ''),
  "question_id" TEXT CHECK ("question_id" <> ''),
  PRIMARY KEY (event_id, position),
  FOREIGN KEY ("event_id") REFERENCES "events" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY ("source_question_id") REFERENCES "source_questions" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY ("question_id") REFERENCES "questions" ("id") ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX "event_questions_by_event_id" ON "event_questions" ("event_id");

CREATE INDEX "event_questions_by_source_question_id" ON "event_questions" ("source_question_id");

CREATE INDEX "event_questions_by_question_id" ON "event_questions" ("question_id");

CREATE TABLE "reviews" (
  "ruled_id" TEXT NOT NULL CHECK ("ruled_id" <> ''),
  "column_name" TEXT NOT NULL CHECK ("column_name" <> ''),
  "reviewer" TEXT NOT NULL CHECK ("reviewer" <> ''),
  "verdict" TEXT NOT NULL CHECK ("verdict" IN ('accept', 'correct', 'dispute')),
  "value" TEXT CHECK ("value" <> ''),
  "ruled_on" TEXT NOT NULL,
  "reason" TEXT NOT NULL,
  "evidence" TEXT NOT NULL CHECK ("evidence" <> ''),
  "standing" TEXT NOT NULL CHECK ("standing" IN ('in_force', 'document_gone', 'words_moved', 'several_fit')),
  "table_name" TEXT CHECK ("table_name" <> ''),
  "value_id" TEXT CHECK ("value_id" <> ''),
  "extracted" TEXT CHECK ("extracted" <> ''),
  "state" TEXT CHECK ("state" IN ('unchecked', 'source_read', 'checked', 'disputed')),
  PRIMARY KEY (ruled_id, column_name, reviewer)
) STRICT;

CREATE TABLE "coverage" (
  "table_name" TEXT NOT NULL CHECK ("table_name" <> ''),
  "column_name" TEXT NOT NULL CHECK ("column_name" <> ''),
  "rows" INTEGER NOT NULL,
  "filled" INTEGER NOT NULL,
  PRIMARY KEY (table_name, column_name)
) STRICT;

CREATE TABLE "runs" (
  "id" INTEGER NOT NULL,
  "started_at" TEXT NOT NULL CHECK ("started_at" <> ''),
  "finished_at" TEXT CHECK ("finished_at" <> ''),
  "version" TEXT NOT NULL CHECK ("version" <> ''),
  "fingerprint" TEXT NOT NULL CHECK ("fingerprint" <> ''),
  "register_hash" TEXT CHECK ("register_hash" <> ''),
  "reviews" TEXT CHECK ("reviews" <> ''),
  "documents_read" INTEGER,
  "documents_unchanged" INTEGER,
  "documents_failed" INTEGER,
  "documents_removed" INTEGER,
  "seconds" REAL,
  PRIMARY KEY (id)
) STRICT;

CREATE TABLE "changes" (
  "run_id" INTEGER NOT NULL,
  "position" INTEGER NOT NULL,
  "table_name" TEXT NOT NULL CHECK ("table_name" <> ''),
  "row_id" TEXT NOT NULL CHECK ("row_id" <> ''),
  "what" TEXT NOT NULL CHECK ("what" IN ('added', 'changed', 'moved', 'removed')),
  "column_name" TEXT CHECK ("column_name" <> ''),
  "old" TEXT CHECK ("old" <> ''),
  "new" TEXT CHECK ("new" <> ''),
  "cause" TEXT NOT NULL CHECK ("cause" IN ('source', 'code', 'model', 'review')),
  PRIMARY KEY (run_id, position),
  FOREIGN KEY ("run_id") REFERENCES "runs" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX "changes_by_run_id" ON "changes" ("run_id");

CREATE INDEX "questions_by_question_key" ON "questions" ("question_key");

CREATE INDEX "cells_over_rows" ON "cells" ("table_id") WHERE row_span > 1;

CREATE INDEX "project_marks_by_block" ON "project_marks" ("block", "settled_by");

CREATE UNIQUE INDEX "project_amounts_counted" ON "project_amounts" ("project_id", coalesce("kind", '')) WHERE is_counted;

CREATE TRIGGER "project_marks_reopened" AFTER DELETE ON "project_marks" BEGIN UPDATE project_marks SET settled_by = '-' || settled_by WHERE block = OLD.block AND settled_by >= '0'; END;

PRAGMA user_version = 3;
