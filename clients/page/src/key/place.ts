/** Where the locked key is kept. What need not open it knows of it by this alone. */
export const KEY = 'key/locked';
