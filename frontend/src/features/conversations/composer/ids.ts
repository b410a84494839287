/** Where the keyboard finds the field to write in, without loading the composer for it. */
export const COMPOSER_ID = "composer";
