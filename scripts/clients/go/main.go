// Stands for a program that a test writes in its place.
package main

import _ "github.com/jackc/pgx/v5"

func main() {}
