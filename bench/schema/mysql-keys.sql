-- MariaDB and MySQL: every other key, once the rows are in.
ALTER TABLE users ADD UNIQUE KEY users_email_unique (email), ADD KEY users_created_at (created_at), ADD KEY users_country (country, created_at);
ALTER TABLE movies ADD UNIQUE KEY movies_slug_unique (slug), ADD KEY movies_year_rating (year, rating);
ALTER TABLE movie_user ADD KEY movie_user_movie (movie_id, stars);
ALTER TABLE orders ADD UNIQUE KEY orders_number_unique (number), ADD KEY orders_user (user_id, created_at), ADD KEY orders_status (status);
ALTER TABLE order_items ADD KEY order_items_order (order_id), ADD KEY order_items_movie (movie_id);
ALTER TABLE events ADD KEY events_user (user_id, created_at), ADD KEY events_type (type, created_at);
SET foreign_key_checks = 0;
ALTER TABLE movie_user
  ADD CONSTRAINT movie_user_user_fk FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
  ADD CONSTRAINT movie_user_movie_fk FOREIGN KEY (movie_id) REFERENCES movies (id) ON DELETE CASCADE;
ALTER TABLE orders ADD CONSTRAINT orders_user_fk FOREIGN KEY (user_id) REFERENCES users (id);
ALTER TABLE order_items
  ADD CONSTRAINT order_items_order_fk FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE,
  ADD CONSTRAINT order_items_movie_fk FOREIGN KEY (movie_id) REFERENCES movies (id);
ALTER TABLE events ADD CONSTRAINT events_user_fk FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE SET NULL;
ANALYZE TABLE users, movies, movie_user, orders, order_items, events;
