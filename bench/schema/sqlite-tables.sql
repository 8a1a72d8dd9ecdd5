CREATE TABLE users (
  id integer PRIMARY KEY AUTOINCREMENT, name text NOT NULL, email text NOT NULL, email_verified_at text, password text NOT NULL,
  country text NOT NULL, birthday text, is_admin integer NOT NULL DEFAULT 0, balance numeric NOT NULL DEFAULT 0, settings text NOT NULL,
  bio text, remember_token text, created_at text NOT NULL, updated_at text NOT NULL);
CREATE TABLE movies (
  id integer PRIMARY KEY AUTOINCREMENT, title text NOT NULL, slug text NOT NULL, year integer NOT NULL, rating numeric NOT NULL,
  runtime integer, description text NOT NULL, genres text NOT NULL, poster text, created_at text NOT NULL, updated_at text NOT NULL);
CREATE TABLE movie_user (
  user_id integer NOT NULL REFERENCES users (id) ON DELETE CASCADE, movie_id integer NOT NULL REFERENCES movies (id) ON DELETE CASCADE,
  stars integer NOT NULL, review text, watched_at text, created_at text NOT NULL, PRIMARY KEY (user_id, movie_id)) WITHOUT ROWID;
CREATE TABLE orders (
  id integer PRIMARY KEY AUTOINCREMENT, user_id integer NOT NULL REFERENCES users (id), number text NOT NULL, status text NOT NULL,
  total numeric NOT NULL, tax numeric NOT NULL, currency text NOT NULL, shipping_address text NOT NULL, note text, paid_at text,
  created_at text NOT NULL, updated_at text NOT NULL);
CREATE TABLE order_items (
  id integer PRIMARY KEY AUTOINCREMENT, order_id integer NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
  movie_id integer NOT NULL REFERENCES movies (id), quantity integer NOT NULL, price numeric NOT NULL, discount numeric, sku text NOT NULL);
CREATE TABLE events (
  id integer PRIMARY KEY AUTOINCREMENT, user_id integer REFERENCES users (id) ON DELETE SET NULL, type text NOT NULL, url text NOT NULL,
  ip text NOT NULL, user_agent text NOT NULL, payload text, duration real NOT NULL, created_at text NOT NULL);
