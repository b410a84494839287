"""Files of one business: what customers send, what people attach, what documents were uploaded.

Owns: StoredFile. Imports: core. Announces: nothing; whoever stores a file tells its own story.

A file is what its bytes say, never what its name or sender says. Only pictures, sound, video and PDF are
shown in the browser; everything else is handed over as a download that no browser will run.
"""
