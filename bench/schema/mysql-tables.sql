-- MariaDB and MySQL: tables with primary keys only; the rows are loaded next.
CREATE TABLE users (
  id bigint unsigned NOT NULL AUTO_INCREMENT,
  name varchar(120) NOT NULL,
  email varchar(190) NOT NULL,
  email_verified_at datetime DEFAULT NULL,
  password char(60) NOT NULL,
  country char(2) NOT NULL,
  birthday date DEFAULT NULL,
  is_admin tinyint(1) NOT NULL DEFAULT 0,
  balance decimal(12,2) NOT NULL DEFAULT 0.00,
  settings json NOT NULL,
  bio text DEFAULT NULL,
  remember_token varchar(100) DEFAULT NULL,
  created_at datetime NOT NULL,
  updated_at datetime NOT NULL,
  PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE movies (
  id bigint unsigned NOT NULL AUTO_INCREMENT,
  title varchar(200) NOT NULL,
  slug varchar(220) NOT NULL,
  year smallint unsigned NOT NULL,
  rating decimal(4,2) NOT NULL,
  runtime smallint unsigned DEFAULT NULL,
  description text NOT NULL,
  genres json NOT NULL,
  poster varchar(255) DEFAULT NULL,
  created_at datetime NOT NULL,
  updated_at datetime NOT NULL,
  PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE movie_user (
  user_id bigint unsigned NOT NULL,
  movie_id bigint unsigned NOT NULL,
  stars tinyint unsigned NOT NULL,
  review text DEFAULT NULL,
  watched_at datetime DEFAULT NULL,
  created_at datetime NOT NULL,
  PRIMARY KEY (user_id, movie_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE orders (
  id bigint unsigned NOT NULL AUTO_INCREMENT,
  user_id bigint unsigned NOT NULL,
  number varchar(20) NOT NULL,
  status varchar(20) NOT NULL,
  total decimal(12,2) NOT NULL,
  tax decimal(10,2) NOT NULL,
  currency char(3) NOT NULL,
  shipping_address varchar(255) NOT NULL,
  note text DEFAULT NULL,
  paid_at datetime DEFAULT NULL,
  created_at datetime NOT NULL,
  updated_at datetime NOT NULL,
  PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE order_items (
  id bigint unsigned NOT NULL AUTO_INCREMENT,
  order_id bigint unsigned NOT NULL,
  movie_id bigint unsigned NOT NULL,
  quantity smallint unsigned NOT NULL,
  price decimal(10,2) NOT NULL,
  discount decimal(10,2) DEFAULT NULL,
  sku varchar(32) NOT NULL,
  PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE events (
  id bigint unsigned NOT NULL AUTO_INCREMENT,
  user_id bigint unsigned DEFAULT NULL,
  type varchar(40) NOT NULL,
  url varchar(255) NOT NULL,
  ip varchar(45) NOT NULL,
  user_agent varchar(255) NOT NULL,
  payload json DEFAULT NULL,
  duration double NOT NULL,
  created_at datetime(6) NOT NULL,
  PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
