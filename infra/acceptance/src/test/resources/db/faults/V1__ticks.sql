-- The truth (how far each clock has been committed) and what readers made of it.
create table clock_face (
    clock text primary key,
    tick integer not null
);
create table effect (
    id bigint generated always as identity primary key,
    clock text not null,
    tick integer not null
);
grant select, insert, update, delete on clock_face, effect to faults_jobs;
