"""Knowledge that is fetched instead of uploaded: web pages, whole sites, sitemaps, posts of an Instagram account.

Owns: Source, SourcePage; each page that was read is a Document (`origin`, `url`) whose passages the index holds.
Announces: SourceQueued, SourceChanged, SourceDeleted.

Pure kernels: `web/addresses` (what counts as the same page), `web/reading` (HTML → blocks and links),
`web/sitemaps`. Everything is asked through the egress client (`web/fetching`), and as robots.txt allows
(`web/robots`). A crawl is many short steps (`actions/crawl`): what is left to do stands in the database.
"""
