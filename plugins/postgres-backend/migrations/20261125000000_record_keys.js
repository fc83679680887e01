// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('record_keys', table => {
    table.comment('The key that signs records, where none is configured');
    table.string('id').primary().comment('Stands in each signature');
    table.string('key').notNullable().comment('The secret');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('record_keys');
};
