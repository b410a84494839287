/** Where the keyboard finds the field to write in and the thread, without loading their code for it. */
export const COMPOSER_ID = "composer";
export const THREAD_ID = "thread";
