-- Of a bucket, whose ARN names neither: account, Region and the name of its endpoint, as a JSON object; its path is empty.
alter table resource add column bucket text;
