BEGIN TRANSACTION;
CREATE TABLE changes (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, at REAL NOT NULL, action TEXT NOT NULL, doc_id TEXT NOT NULL
) STRICT;
INSERT INTO "changes" VALUES(1,1.79588648121660757065e+09,'put','b0b2d19d8936');
INSERT INTO "changes" VALUES(2,1.79588648121711063386e+09,'put','3273cf3905b0');
CREATE TABLE documents (
    version INTEGER PRIMARY KEY AUTOINCREMENT, origin TEXT NOT NULL, content TEXT NOT NULL,
    added INTEGER NOT NULL, removed INTEGER, first_number INTEGER NOT NULL, end_number INTEGER NOT NULL,
    doc_id TEXT NOT NULL, file TEXT NOT NULL, title TEXT NOT NULL, source TEXT, published TEXT, published_time TEXT,
    url TEXT, year INTEGER, place TEXT, text TEXT NOT NULL, raw_text TEXT, segments BLOB NOT NULL,
    left_out TEXT NOT NULL, locations TEXT NOT NULL, document_checksum BLOB NOT NULL, head_checksum BLOB NOT NULL
) STRICT;
INSERT INTO "documents" VALUES(1,'/articles/roads.txt','4f8d77e7a756f8a205c99531988aed55dcc9a534d13aeeb02318c39d8b3ba934/6',1,NULL,1,3,'b0b2d19d8936','roads.txt','roads','深圳','2025-07-25',NULL,NULL,NULL,NULL,'#source=深圳
#published=2025-07-25
新修公路二百公里。农村道路全部硬化。',NULL,X'0000000000000000330000000000000000000000000000003300000000000000','[]','[]',X'CF255FDC2A7D218E',X'9A4125A688CE9A6D');
INSERT INTO "documents" VALUES(2,'/articles/water.txt','2651972b4b80fe45e257baca94923b1ce2c6cacd4d1d9b7bd633248f83b2df0a/6',2,NULL,3,5,'3273cf3905b0','water.txt','water',NULL,NULL,NULL,NULL,NULL,NULL,'全市新建水厂三座。供水管网延长到一千公里。',NULL,X'0000000000000000150000000000000000000000000000001500000000000000','[]','[]',X'A9950B90A59BD1A1',X'8F00845CF88118FB');
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
INSERT INTO "facts" VALUES('identity','75d794cae99f4ebeab29794eedc35cea');
INSERT INTO "facts" VALUES('encoder','counting-1/4/titled');
INSERT INTO "facts" VALUES('seq','2');
CREATE TABLE passages (
    number INTEGER PRIMARY KEY AUTOINCREMENT, version INTEGER NOT NULL, passage_id TEXT NOT NULL,
    start INTEGER NOT NULL, end INTEGER NOT NULL, passage_text TEXT NOT NULL, kind TEXT NOT NULL, heading TEXT,
    passage_checksum BLOB NOT NULL
) STRICT;
INSERT INTO "passages" VALUES(1,1,'b0b2d19d8936:0',0,42,'#source=深圳
#published=2025-07-25
新修公路二百公里。','body',NULL,X'B2AA2647EA841DE5');
INSERT INTO "passages" VALUES(2,1,'b0b2d19d8936:42',42,51,'农村道路全部硬化。','body',NULL,X'166F310ADDB1B939');
INSERT INTO "passages" VALUES(3,2,'3273cf3905b0:0',0,9,'全市新建水厂三座。','body',NULL,X'3C24A9E29E824364');
INSERT INTO "passages" VALUES(4,2,'3273cf3905b0:9',9,21,'供水管网延长到一千公里。','body',NULL,X'5CB090DC846AE34E');
CREATE TABLE vectors (
    number INTEGER PRIMARY KEY, encoder TEXT NOT NULL, vector BLOB NOT NULL, vector_checksum BLOB NOT NULL
) STRICT
;
INSERT INTO "vectors" VALUES(1,'counting-1/4/titled',X'0000003C00000000',X'11469E292B24A2A8');
INSERT INTO "vectors" VALUES(2,'counting-1/4/titled',X'0000003C00000000',X'515D9D7B016195C1');
INSERT INTO "vectors" VALUES(3,'counting-1/4/titled',X'003C000000000000',X'8082B5DEFD9C2CC3');
INSERT INTO "vectors" VALUES(4,'counting-1/4/titled',X'003C000000000000',X'F3BB901EECA4EF1F');
CREATE INDEX documents_doc_id ON documents (doc_id);
CREATE INDEX documents_removed ON documents (removed);
CREATE INDEX passages_version ON passages (version);
CREATE INDEX passages_id ON passages (passage_id);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('changes',2);
INSERT INTO "sqlite_sequence" VALUES('documents',2);
INSERT INTO "sqlite_sequence" VALUES('passages',4);
COMMIT;
